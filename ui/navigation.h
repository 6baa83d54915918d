#pragma once

#include <QAbstractButton>
#include <QWidget>

#include <functional>

class QButtonGroup;
class QVBoxLayout;

namespace feedscope {

/// One entry of the navigation: an icon, a word, a bar at the left while its page is open.
class NavigationButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit NavigationButton(const QString &icon, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QString m_icon;
};

/// The list of pages at the left. Arrow keys move within it.
class Navigation : public QWidget
{
    Q_OBJECT
public:
    explicit Navigation(QWidget *parent = nullptr);

    /// Pages are numbered in the order they are added; `title` is asked again when the language changes.
    void add(const QString &icon, std::function<QString()> title);
    void setCurrent(int page);

signals:
    void chosen(int page);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup *m_group;
    QVBoxLayout *m_column;
};

} // namespace feedscope
